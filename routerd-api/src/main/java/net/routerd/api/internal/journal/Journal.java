package net.routerd.api.internal.journal;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import net.routerd.api.journal.JournalSink;
import net.routerd.model.RouterConfig;
import net.routerd.select.Decision;
import net.routerd.select.Moment;
import net.routerd.select.Observations;
import net.routerd.select.Settings;
import org.jspecify.annotations.Nullable;

/**
 * Writes the journal of one engine, apart from the engine's thread, which only hands over what is
 * immutable anyway. Whatever goes wrong ends the journal with one warning, and nothing else: a line
 * that is missing would make those behind it worthless.
 */
public final class Journal {

  private static final Logger LOG = System.getLogger("net.routerd");

  /** What a sink that is slower than the decisions may leave waiting: memory is bounded. */
  private static final int MOST_WAITING = 1000;

  private final JournalSink sink;
  private final Settings settings;
  private final Executor executor;
  private final LineWriter lines = new LineWriter(); // touched by one task at a time
  private final Queue<LineWriter.Entry> waiting = new ArrayDeque<>();
  private final CompletableFuture<Boolean> closed = new CompletableFuture<>();
  private boolean running;
  private boolean begun;
  private boolean finished; // nothing more is taken

  /**
   * Makes one; writes nothing yet.
   *
   * @param sink where the lines go
   * @param settings what the engine decides with
   * @param executor where they are written, which may block
   */
  public Journal(JournalSink sink, Settings settings, Executor executor) {
    this.sink = sink;
    this.settings = settings;
    this.executor = executor;
  }

  /**
   * Takes a decision. On the engine's thread; returns at once.
   *
   * @param config the configuration
   * @param seen the observations
   * @param now the time
   * @param decision what was decided
   */
  public void decided(RouterConfig config, Observations seen, Moment now, Decision decision) {
    synchronized (waiting) {
      if (finished) {
        return;
      }
      if (waiting.size() == MOST_WAITING) {
        finished = true;
        warn("it takes less than is decided: " + MOST_WAITING + " decisions wait", null);
        waiting.clear();
      } else {
        waiting.add(new LineWriter.Entry(config, seen, now, decision));
      }
    }
    wake();
  }

  /**
   * Writes what waits, and closes the sink.
   *
   * @return completes when that is done
   */
  public CompletionStage<?> finish() {
    synchronized (waiting) {
      finished = true;
    }
    wake();
    return closed;
  }

  private void wake() {
    synchronized (waiting) {
      if (running) {
        return;
      }
      running = true;
    }
    executor.execute(this::run);
  }

  private void run() {
    try {
      LineWriter.@Nullable Entry entry = next();
      while (entry != null) {
        write(entry);
        entry = next();
      }
    } catch (IOException | RuntimeException | Error e) {
      synchronized (waiting) {
        finished = true; // and still running, so that nobody runs this again
        waiting.clear();
      }
      warn("it cannot be written", e);
      close();
    }
  }

  /**
   * Returns what is to be written next; null when there is nothing, and then another run begins.
   */
  private LineWriter.@Nullable Entry next() throws IOException {
    synchronized (waiting) {
      if (!waiting.isEmpty()) {
        return waiting.poll();
      }
    }
    sink.flush(); // so that little is lost with the power
    boolean last;
    synchronized (waiting) {
      if (!waiting.isEmpty()) {
        return waiting.poll();
      }
      last = finished;
      running = last; // what is closed is not run again
    }
    if (last) {
      close();
    }
    return null;
  }

  private void write(LineWriter.Entry entry) throws IOException {
    if (!begun) {
      begun = true;
      sink.write(JournalFormat.header(settings));
    }
    sink.write(lines.line(entry));
  }

  private void close() {
    if (closed.isDone()) {
      return;
    }
    try {
      sink.close();
    } catch (IOException | RuntimeException | Error e) {
      warn("it cannot be closed", e);
    }
    closed.complete(true);
  }

  private static void warn(String why, @Nullable Throwable cause) {
    LOG.log(
        Level.WARNING,
        "the journal ends here, decisions go on: " + why + (cause == null ? "" : ": " + cause));
  }
}
