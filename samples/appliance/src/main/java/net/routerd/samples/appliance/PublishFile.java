package net.routerd.samples.appliance;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;
import net.routerd.api.Routerd;
import net.routerd.model.ResourceRef;
import net.routerd.model.RouterConfig;
import net.routerd.model.status.ExternalStatus;
import net.routerd.model.status.StatusJson;

/**
 * Follows the file in which other programs publish leases and sessions (CLI-8). It is read ten
 * times a second: an overwrite, a rename over it and a mount all look alike that way.
 *
 * <p>Whoever writes the file publishes all of it anew: {@code expiresIn} of every entry counts from
 * then. An entry that is gone is taken back. A file that cannot be understood is reported, and what
 * was read last stays.
 */
final class PublishFile implements AutoCloseable {

  private static final long LOOK_MILLIS = 100;

  private final Optional<Path> file;
  private final RouterConfig config;
  private final Routerd routerd;
  private final PrintStream err;
  private final Thread reader = new Thread(this::keep, "publish-file");
  private Map<ResourceRef, ExternalStatus> published = Map.of();
  private Optional<Version> seen = Optional.empty();
  private Optional<String> unreported = Optional.empty();

  /** One state of the file; the time counts, because writing the same text again renews a lease. */
  private record Version(String text, Optional<FileTime> time, Optional<String> trouble) {}

  PublishFile(Optional<Path> file, RouterConfig config, Routerd routerd, PrintStream err) {
    this.file = file;
    this.config = config;
    this.routerd = routerd;
    this.err = err;
  }

  /** Publishes what the file holds now. */
  void readNow() {
    file.ifPresent(this::look);
    report();
  }

  /** Begins to follow. */
  void follow() {
    if (file.isPresent()) {
      reader.setDaemon(true);
      reader.start();
    }
  }

  @Override
  public void close() {
    reader.interrupt();
    try {
      reader.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void keep() {
    try {
      while (true) {
        Thread.sleep(LOOK_MILLIS);
        file.ifPresent(this::look);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look(Path there) {
    Version now = read(there);
    if (seen.equals(Optional.of(now))) {
      report(); // found again as it was, so it is not half written
      return;
    }
    seen = Optional.of(now);
    unreported = now.trouble();
    if (unreported.isEmpty()) {
      try {
        publish(
            StatusJson.readExternal(there.toString(), now.text(), config.externalKinds().values()));
      } catch (IllegalArgumentException e) {
        unreported = Optional.of(String.valueOf(e.getMessage()));
      }
    }
  }

  private static Version read(Path there) {
    try {
      FileTime time = Files.getLastModifiedTime(there);
      return new Version(Files.readString(there), Optional.of(time), Optional.empty());
    } catch (NoSuchFileException e) {
      return new Version("", Optional.empty(), Optional.of(there + ": there is no such file"));
    } catch (IOException e) {
      return new Version("", Optional.empty(), Optional.of("cannot be read: " + e));
    }
  }

  private void report() {
    unreported.ifPresent(
        trouble ->
            err.println(trouble + "\nappliance: --publish: what was read last stays in force"));
    unreported = Optional.empty();
  }

  private void publish(Map<ResourceRef, ExternalStatus> statuses) {
    published.keySet().stream()
        .filter(resource -> !statuses.containsKey(resource))
        .forEach(routerd::unpublish);
    statuses.forEach(routerd::publish);
    published = statuses;
  }
}
