package net.routerd.api.journal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import net.routerd.api.RouterdException;
import net.routerd.api.internal.journal.Player;

/**
 * Decides again what a journal holds, with the inputs that it holds: the same decisions, to the
 * byte, on any machine. Touches no platform, and nothing but the journal.
 *
 * @param decisions how many decisions there are
 * @param differing how many of them came out otherwise than the journal says: another version of
 *     the library decided then
 * @param cutOff whether the last line was not whole, as after a loss of power; it is left out
 */
public record Replay(int decisions, int differing, boolean cutOff) {

  /**
   * Replays a file.
   *
   * @param file the journal
   * @param each told every decision, in order, on the thread of the caller
   * @return what came of it
   * @throws RouterdException.UnreadableJournal if it cannot be read, is no journal, is one of
   *     another version, or has a line before the last that makes no sense
   */
  public static Replay of(Path file, Consumer<ReplayedDecision> each) {
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      return of(file.toString(), reader, each);
    } catch (IOException e) {
      throw new RouterdException.UnreadableJournal(
          file
              + " cannot be read: "
              + (Files.exists(file) ? e.getMessage() : "there is no such file")
              + "; check that it is there and may be read");
    }
  }

  /**
   * Replays what a program kept in its own way.
   *
   * @param name how failures call it
   * @param lines the lines of the journal from the first on
   * @param each told every decision, in order, on the thread of the caller
   * @return what came of it
   * @throws IOException if the lines cannot be read
   * @throws RouterdException.UnreadableJournal as {@link #of(Path, Consumer)} says
   */
  public static Replay of(String name, BufferedReader lines, Consumer<ReplayedDecision> each)
      throws IOException {
    Player player = new Player(name);
    int differing = 0;
    try {
      for (ReplayedDecision next = player.next(lines); next != null; next = player.next(lines)) {
        differing += next.differences().isEmpty() ? 0 : 1;
        each.accept(next);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return new Replay(player.decisions(), differing, player.cutOff());
  }
}
