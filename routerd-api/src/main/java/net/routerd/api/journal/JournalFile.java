package net.routerd.api.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** A file that grows up to a limit. */
final class JournalFile implements JournalSink {

  private final Path file;
  private final long maxBytes;
  private long bytes;
  private @Nullable OutputStream out;

  JournalFile(Path file, long maxBytes) {
    this.file = file;
    this.maxBytes = maxBytes;
  }

  @Override
  public void write(String line) throws IOException {
    byte[] text = (line + "\n").getBytes(UTF_8);
    if (bytes + text.length > maxBytes) {
      throw new IOException(file + " has reached its limit of " + maxBytes + " bytes");
    }
    OutputStream open = out;
    if (open == null) {
      open = open();
      out = open;
    }
    open.write(text);
    bytes += text.length;
  }

  private OutputStream open() throws IOException {
    OutputStream open = new BufferedOutputStream(Files.newOutputStream(file));
    PosixFileAttributeView posix = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (posix != null && Files.isRegularFile(file)) {
      posix.setPermissions(PosixFilePermissions.fromString("rw-------"));
    }
    return open;
  }

  @Override
  public void flush() throws IOException {
    if (out != null) {
      out.flush();
    }
  }

  @Override
  public void close() throws IOException {
    if (out != null) {
      out.close();
    }
  }
}
