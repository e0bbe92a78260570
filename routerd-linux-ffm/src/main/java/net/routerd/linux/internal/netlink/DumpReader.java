package net.routerd.linux.internal.netlink;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import net.routerd.linux.internal.ffm.Errno;
import net.routerd.spi.PlatformException;

/**
 * Lists what the kernel holds. A dump under which something changed is taken again, a few times;
 * the kernel does not tell so of routes and rules, so that a reader listens for changes as well.
 */
public final class DumpReader {

  private static final int ATTEMPTS = 6;
  private static final Set<Integer> TRANSIENT =
      Set.of(Errno.EBUSY, Errno.EINTR, Errno.EAGAIN, Errno.ENOMEM, Errno.ENOBUFS);

  /** A table that does not exist (ENOENT), a family that this machine does without. */
  private static final Set<Integer> NOTHING_THERE = Set.of(Errno.ENOENT, Errno.EAFNOSUPPORT);

  private final NetlinkConversation conversation;

  /**
   * Makes one.
   *
   * @param conversation used for nothing else meanwhile
   */
  public DumpReader(NetlinkConversation conversation) {
    this.conversation = conversation;
  }

  /**
   * What was listed.
   *
   * @param <T> what the messages were read as
   * @param items in the kernel's order
   * @param consistent false if something changed under the dump every time
   * @param filtered whether the kernel left out what was not asked for; if not, everything is here
   */
  public record Listing<T>(List<T> items, boolean consistent, boolean filtered) {}

  /**
   * Reads a message of a list.
   *
   * @param <T> what it is read as
   */
  @FunctionalInterface
  public interface Items<T> {

    /**
     * Reads one.
     *
     * @param at the walk that stands on it
     * @param out takes what it holds
     */
    void read(NlFrames at, Consumer<T> out);
  }

  /**
   * Lists what matches a request.
   *
   * @param <T> what the messages are read as
   * @param what for a failure's message, such as {@code list links}
   * @param request type and filter
   * @param read makes items of the message that a walk stands on, or none; one that cannot be
   *     parsed is left out
   * @return the items; none where the kernel has no such table or family
   * @throws KernelBusyException if it could not be listed just now
   * @throws PlatformException if the kernel refuses
   */
  public <T> Listing<T> list(String what, NlRequest request, Items<T> read) {
    return listIfOffered(what, request, read)
        .orElseThrow(
            () ->
                new PlatformException(
                    what, Errno.text(Errno.EOPNOTSUPP), "use a kernel that has them"));
  }

  /**
   * Lists what matches a request, of a kind that the kernel may not have.
   *
   * @param <T> what the messages are read as
   * @param what for a failure's message, such as {@code list nexthop objects}
   * @param request type and filter
   * @param read makes items of the message that a walk stands on, or none; one that cannot be
   *     parsed is left out
   * @return the items; empty where the kernel does not know the request (EOPNOTSUPP)
   * @throws KernelBusyException if they could not be listed just now
   * @throws PlatformException if the kernel refuses for another reason
   */
  public <T> Optional<Listing<T>> listIfOffered(String what, NlRequest request, Items<T> read) {
    String answer = "";
    Optional<Listing<T>> inconsistent = Optional.empty();
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Attempt<T> dump = new Attempt<>(read);
      dump.run(request);
      if (dump.failure.isEmpty() && !dump.interrupted) {
        return Optional.of(new Listing<>(dump.items, true, dump.filtered));
      }
      if (dump.unknown) {
        return Optional.empty();
      }
      if (dump.failure.isEmpty()) {
        inconsistent = Optional.of(new Listing<>(dump.items, false, dump.filtered));
      } else if (dump.silent) {
        throw new KernelBusyException(what, dump.failure);
      } else if (!dump.transientFailure) {
        throw new PlatformException(what, dump.failure, "see rtnetlink(7)");
      }
      answer = dump.failure;
    }
    String last = answer;
    if (inconsistent.isEmpty()) {
      throw new KernelBusyException(what, last);
    }
    return inconsistent;
  }

  private final class Attempt<T> {
    private final Items<T> read;
    private NetlinkConversation.Deadline silence = conversation.deadline();
    private final List<T> items = new ArrayList<>();
    private final Consumer<T> out = items::add; // one for a million items
    private boolean interrupted;
    private boolean filtered;
    private boolean over;
    private boolean transientFailure;
    private boolean unknown;
    private boolean silent;
    private String failure = "";

    Attempt(Items<T> read) {
      this.read = read;
    }

    void run(NlRequest request) {
      int sent = conversation.startDump(request);
      if (sent < 0) {
        fail(-sent, "");
      }
      while (!over) {
        switch (conversation.socket().receive()) {
          case DATAGRAM -> {
            silence = conversation.deadline();
            take(conversation.socket().frames());
          }
          case LOST -> lost("the answers ran over the receive buffer (ENOBUFS)");
          case NOTHING -> await();
        }
      }
    }

    // The kernel goes on with the dump as it is read, so it is read to its end in any case.
    private void lost(String why) {
      failure = why;
      transientFailure = true;
    }

    private void await() {
      int millis = silence.millisLeft();
      if (millis == 0 || !conversation.socket().await(millis)) {
        lost("no end of the list, and nothing for 5 s");
        silent = true;
        over = true;
      }
    }

    private void take(NlFrames frames) {
      while (frames.hasNext() && !over) {
        try {
          frames.advance();
        } catch (NlParseException broken) {
          lost("a datagram that is cut off: " + broken.getMessage());
          return;
        }
        takeOne(frames);
      }
    }

    private void takeOne(NlFrames at) {
      if (!conversation.answersUs(at, conversation.sequence())) {
        return;
      }
      interrupted |= (at.flags() & Nl.DUMP_INTR) != 0;
      switch (at.type()) {
        case Nl.MSG_DONE, Nl.MSG_ERROR -> {
          over = true;
          end(at);
        }
        case Nl.MSG_NOOP -> {}
        default -> item(at);
      }
    }

    private void item(NlFrames at) {
      try {
        read.read(at, out);
      } catch (NlParseException unknown) {
        // An item of a form that is not known is left out, as the model has no place for it.
      }
    }

    private void end(NlFrames at) {
      filtered = (at.flags() & Nl.DUMP_FILTERED) != 0;
      try {
        NlError end = NlError.parse(at.message());
        fail(end.errno(), end.text());
      } catch (NlParseException broken) {
        lost("an end that is cut off: " + broken.getMessage());
      }
    }

    private void fail(int errno, String text) {
      over = true;
      if (errno != 0 && !NOTHING_THERE.contains(errno)) {
        failure = Errno.text(errno) + (text.isEmpty() ? "" : ", \"" + text + "\"");
        unknown = errno == Errno.EOPNOTSUPP;
        transientFailure = TRANSIENT.contains(errno);
      }
    }
  }
}
