package net.routerd.samples.appliance;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import net.routerd.api.RouterdEvent;
import net.routerd.api.RouterdListener;
import net.routerd.model.status.StatusJson;
import net.routerd.model.status.StatusSnapshot;

/**
 * Keeps a file that holds the status of all resources (CLI-7). A reader finds the old text or the
 * new one, never a part: the file is written beside itself and renamed.
 */
final class StatusFile implements RouterdListener, AutoCloseable {

  /** Volatile fields wake no listener (STA-2): they are looked at this often. */
  private static final long LOOK_MILLIS = 500;

  /** A storm of changes costs one write in this time. */
  private static final long PAUSE_MILLIS = 20;

  private final Optional<Path> file;
  private final PrintStream err;
  private final Semaphore changed = new Semaphore(0);
  private final Thread writer = new Thread(this::keep, "status-file");
  private volatile boolean closed;
  private volatile Supplier<StatusSnapshot> status = () -> StatusSnapshot.EMPTY;
  private StatusSnapshot written = StatusSnapshot.EMPTY;
  private boolean failing;

  StatusFile(Optional<Path> file, PrintStream err) throws UsageException {
    this.file = file.map(Path::toAbsolutePath);
    this.err = err;
    if (this.file.isPresent()) {
      Path there = this.file.get();
      Path directory = there.getParent();
      if (directory == null || Files.isDirectory(there)) {
        throw new UsageException("--status " + there + ": this is a directory");
      }
      if (!Files.isDirectory(directory) || !Files.isWritable(directory)) {
        throw new UsageException(
            "--status " + there + ": " + directory + " is not a directory that can be written to");
      }
    }
  }

  /** Begins to write what the supplier gives. */
  void follow(Supplier<StatusSnapshot> source) {
    status = source;
    if (file.isPresent()) {
      writer.setDaemon(true);
      writer.start();
    }
  }

  @Override
  public void on(RouterdEvent event) {
    changed.release();
  }

  /** Writes the last status and ends. */
  @Override
  public void close() {
    closed = true;
    changed.release();
    try {
      writer.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void keep() {
    try {
      while (!closed) {
        file.ifPresent(this::writeIfOther);
        Thread.sleep(PAUSE_MILLIS);
        if (changed.tryAcquire(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
          changed.drainPermits();
        }
      }
      file.ifPresent(this::writeIfOther);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void writeIfOther(Path there) {
    StatusSnapshot now = status.get();
    if (now.equals(written)) {
      return;
    }
    Path beside = there.resolveSibling("." + there.getFileName() + ".new");
    try {
      Files.writeString(beside, StatusJson.write(now));
      Files.move(beside, there, StandardCopyOption.ATOMIC_MOVE);
      written = now;
      failing = false;
    } catch (IOException e) {
      if (!failing) {
        err.println("appliance: the status cannot be written: " + e + "; it is tried again");
      }
      failing = true;
    }
  }
}
