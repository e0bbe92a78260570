package net.routerd.api.journal;

import java.io.Closeable;
import java.io.Flushable;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Where the lines of a journal go. Called by one thread at a time, never by the engine's: it may
 * block, and while it does decisions wait for it in memory, at most a thousand. When more wait, or
 * when a method throws, the journal ends with one warning in the log and the sink is closed; the
 * engine goes on. A sink cannot leave a line out, for each says what changed since the one before;
 * one that is to be bounded throws when it has enough.
 */
public interface JournalSink extends Closeable, Flushable {

  /** How large a file grows unless another limit is set: 64 MiB. */
  long DEFAULT_MAX_BYTES = 64L << 20;

  /**
   * Takes a line.
   *
   * @param line without its end
   * @throws IOException if it cannot be taken; the journal ends
   */
  void write(String line) throws IOException;

  /**
   * Returns a sink that writes a new file in the place of one that is there, in UTF-8, and ends
   * when it would grow beyond {@link #DEFAULT_MAX_BYTES}. The file is made with the first line;
   * only its owner may read it, where the file system knows owners.
   *
   * @param file the file
   * @return the sink
   */
  static JournalSink file(Path file) {
    return file(file, DEFAULT_MAX_BYTES);
  }

  /**
   * Returns the same with another limit.
   *
   * @param file the file
   * @param maxBytes how large it may grow
   * @return the sink
   */
  static JournalSink file(Path file, long maxBytes) {
    return new JournalFile(file, maxBytes);
  }
}
