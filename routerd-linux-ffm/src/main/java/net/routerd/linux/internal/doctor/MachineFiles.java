package net.routerd.linux.internal.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files in which a machine tells of itself. What lies below {@code /proc/sys/net} is that of
 * the network namespace of the thread that reads.
 *
 * @param root where the file system begins; a test's own directory, else {@code /}
 */
public record MachineFiles(Path root) {

  private static final int MOST = 64 * 1024;

  /**
   * Returns those of this machine.
   *
   * @return the files below {@code /}
   */
  public static MachineFiles ofThisMachine() {
    return new MachineFiles(Path.of("/"));
  }

  /**
   * Returns a file's text without the space around it; empty if it is not there to be read. With
   * one read for all: a file of {@code /proc/sys} tells a second read that it is at its end.
   *
   * @param path below the root
   * @return the text
   */
  public Optional<String> read(String path) {
    try (InputStream file = Files.newInputStream(root.resolve(path))) {
      byte[] bytes = new byte[MOST];
      int length = Math.max(0, file.read(bytes));
      return Optional.of(new String(bytes, 0, length, StandardCharsets.UTF_8).strip());
    } catch (IOException notThere) {
      return Optional.empty();
    }
  }

  /** Returns where a link points to; empty if that may not be known. */
  Optional<String> link(String path) {
    try {
      return Optional.of(Files.readSymbolicLink(root.resolve(path)).toString());
    } catch (IOException notThere) {
      return Optional.empty();
    }
  }

  /** Returns the names in a directory, sorted; none if it is not there. */
  List<String> names(String directory) {
    try (Stream<Path> files = Files.list(root.resolve(directory))) {
      return files.map(Path::getFileName).map(String::valueOf).sorted().toList();
    } catch (IOException notThere) {
      return List.of();
    }
  }
}
