package net.routerd.linux;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import net.routerd.linux.internal.ffm.FfmLibc;
import net.routerd.linux.internal.ffm.Libc;
import net.routerd.linux.internal.ffm.NetworkNamespace;
import org.junit.jupiter.api.Assumptions;

/**
 * Network namespaces for one test, gone with {@link #close}. Where they are forbidden, making one
 * fails with one sentence; {@code -Drouterd.kernel=skip} aborts the test instead.
 */
public final class Netns implements AutoCloseable {

  private static final AtomicInteger COUNTER = new AtomicInteger();

  private final Libc libc = FfmLibc.load();
  private final List<String> made = new ArrayList<>();

  /** Aborts the test where the kernel's tests are not wanted. */
  public Netns() {
    Assumptions.assumeFalse(
        System.getProperty("routerd.kernel", "run").equals("skip"), "-Drouterd.kernel=skip");
  }

  /**
   * Makes a namespace with its loopback device up.
   *
   * @param hint a short word that its name holds
   * @return its name, unique on this machine
   */
  public String add(String hint) {
    String name = "rt" + ProcessHandle.current().pid() + "-" + COUNTER.incrementAndGet() + hint;
    try {
      run("ip", "netns", "add", name);
    } catch (IllegalStateException e) {
      throw new IllegalStateException(
          "these tests make network namespaces, which needs root with CAP_SYS_ADMIN and"
              + " CAP_NET_ADMIN; run as root or pass -Drouterd.kernel=skip",
          e);
    }
    made.add(name);
    ip(name, "link", "set", "lo", "up");
    return name;
  }

  /**
   * Returns a namespace's file, for {@code setns}.
   *
   * @param ns the namespace
   * @return the path
   */
  public static Path path(String ns) {
    return Path.of("/run/netns", ns);
  }

  /**
   * Makes a pair of devices, one in each namespace, both up.
   *
   * @param nsA the namespace of the one
   * @param a its name
   * @param nsB the namespace of the other
   * @param b its name
   */
  public void veth(String nsA, String a, String nsB, String b) {
    ip(nsA, "link", "add", a, "type", "veth", "peer", "name", b, "netns", nsB);
    ip(nsA, "link", "set", a, "up");
    ip(nsB, "link", "set", b, "up");
  }

  /**
   * Adds an address, an IPv6 one without duplicate address detection.
   *
   * @param ns the namespace
   * @param device the device
   * @param address with its prefix length
   */
  public void address(String ns, String device, String address) {
    List<String> command = new ArrayList<>(List.of("address", "add", address, "dev", device));
    if (address.contains(":")) {
      command.add("nodad");
    }
    ip(ns, command.toArray(String[]::new));
  }

  /**
   * Runs {@code ip} in a namespace.
   *
   * @param ns the namespace
   * @param arguments what follows {@code ip -n NS}
   * @return what it printed, without its warnings
   * @throws IllegalStateException if it fails, with what it said
   */
  public String ip(String ns, String... arguments) {
    List<String> command = new ArrayList<>(List.of("ip", "-n", ns));
    command.addAll(List.of(arguments));
    return run(command.toArray(String[]::new));
  }

  /**
   * Runs many commands of {@code ip} in a namespace, by one process.
   *
   * @param ns the namespace
   * @param lines what follows {@code ip}, one command each
   */
  public void batch(String ns, String... lines) {
    try {
      Path file = Files.createTempFile("batch", ".ip");
      try {
        Files.write(file, List.of(lines));
        ip(ns, "-batch", file.toString());
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns a device's number.
   *
   * @param ns the namespace
   * @param device the device
   * @return the ifindex
   */
  public int ifindex(String ns, String device) {
    String line = ip(ns, "-o", "link", "show", "dev", device);
    return Integer.parseInt(line.substring(0, line.indexOf(':')).trim());
  }

  /**
   * Sets a setting of a namespace.
   *
   * @param ns the namespace
   * @param key such as {@code net.ipv4.ip_forward}; a device's name may not hold a dot
   * @param value the value
   */
  public void sysctl(String ns, String key, String value) {
    Path file = Path.of("/proc/sys", key.split("\\."));
    run(ns, () -> Files.writeString(file, value));
  }

  /**
   * Runs code on a fresh platform thread in a namespace. Threads that it starts are there as well.
   *
   * @param ns the namespace
   * @param code what to run
   * @param <T> what it returns
   * @return what it returned
   */
  public <T> T run(String ns, Callable<T> code) {
    FutureTask<T> task =
        new FutureTask<>(
            () -> {
              NetworkNamespace.enter(libc, path(ns));
              return code.call();
            });
    Thread.ofPlatform().name("in " + ns).daemon(true).start(task);
    try {
      return task.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      if (e.getCause() instanceof RuntimeException exception) {
        throw exception;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Deletes every namespace made here, with what is in it. */
  @Override
  public void close() {
    RuntimeException failure = null;
    for (String name : made) {
      try {
        run("ip", "netns", "del", name);
      } catch (IllegalStateException e) {
        failure = e;
      }
    }
    made.clear();
    if (failure != null) {
      throw failure;
    }
  }

  private static String run(String... command) {
    try {
      Process process = new ProcessBuilder(command).start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      // Apart from the output: ip also warns there of a foreign namespace that is just going away.
      String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
      int exit = process.waitFor();
      if (exit != 0) {
        throw new IllegalStateException(
            String.join(" ", command) + ": exit " + exit + ": " + errors.strip());
      }
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
