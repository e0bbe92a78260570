package net.routerd.linux.failures;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import net.routerd.api.Routerd;
import net.routerd.linux.Await;
import net.routerd.linux.InjectedLinux;
import net.routerd.linux.LinuxOptions;
import net.routerd.linux.LinuxPlatformProvider;
import net.routerd.linux.NetlinkLibc;
import net.routerd.linux.Netns;
import net.routerd.linux.internal.rtnl.RtnlMessages;
import net.routerd.model.RouterConfig;
import net.routerd.model.yaml.RouterYaml;
import net.routerd.spi.PlatformException;
import net.routerd.spi.PlatformOptions;
import net.routerd.spi.PlatformProvider;

/**
 * An engine in a process of its own, for what a test cannot do to itself: to be killed, stopped, or
 * to lack a capability. It says on standard output what happens, and can be told to stand still
 * before a change of the kernel.
 */
final class EngineProcess implements AutoCloseable {

  /** Stands still, told by the parent with "halt N", before the Nth change from then on. */
  private static final class HaltingLibc extends NetlinkLibc {

    private static final Set<Integer> CHANGES =
        Set.of(
            RtnlMessages.NEW_ROUTE,
            RtnlMessages.DEL_ROUTE,
            RtnlMessages.NEW_RULE,
            RtnlMessages.DEL_RULE,
            RtnlMessages.NEW_NEXTHOP,
            RtnlMessages.DEL_NEXTHOP);

    private int left;

    synchronized void haltBefore(int change) {
      left = change;
    }

    @Override
    public int send(int fd, ByteBuffer data, int flags) {
      if (isNetlink(fd) && CHANGES.contains(type(data)) && isHere()) {
        say("standing still");
        while (true) {
          LockSupport.park(); // until the parent kills this process
        }
      }
      return super.send(fd, data, flags);
    }

    private synchronized boolean isHere() {
      return left > 0 && --left == 0;
    }
  }

  private static synchronized void say(String line) {
    System.out.println(line);
  }

  /** The process: the namespace's file, and the configuration's text. */
  public static void main(String[] arguments) throws IOException {
    HaltingLibc libc = new HaltingLibc();
    LinuxOptions options = LinuxOptions.inNetworkNamespace(Path.of(arguments[0]));
    try {
      new LinuxPlatformProvider(options)
          .open(new PlatformOptions(113, PlatformOptions.Access.CONTROL))
          .close();
    } catch (PlatformException e) {
      say("refused: " + e.getMessage());
      return;
    }
    PlatformProvider platform = new InjectedLinux(libc, options);
    RouterConfig configuration = RouterYaml.reader().read("site", arguments[1]);
    Routerd routerd =
        Routerd.builder()
            .configuration(configuration)
            .platform(platform)
            .listener(event -> say(event.toString()))
            .build();
    routerd.start();
    say("started");
    try (BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
      for (String line = orders.readLine(); line != null; line = orders.readLine()) {
        libc.haltBefore(Integer.parseInt(line.substring("halt ".length())));
        say("understood");
      }
    }
    routerd.close();
  }

  private final Process process;
  private final List<String> lines = new CopyOnWriteArrayList<>();

  private EngineProcess(Process process) {
    this.process = process;
    Thread.ofPlatform().daemon(true).name("output of an engine").start(this::read);
  }

  private void read() {
    try (BufferedReader output = process.inputReader(UTF_8)) {
      output.lines().forEach(lines::add);
    } catch (IOException | UncheckedIOException killed) {
      lines.add("no more output");
    }
  }

  /** Starts one on a site, after words such as those of setpriv(1). */
  static EngineProcess on(Site site, String... prefix) {
    List<String> command = new ArrayList<>(List.of(prefix));
    command.addAll(List.of(java(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp", classPath()));
    command.add(EngineProcess.class.getName());
    command.addAll(List.of(Netns.path(site.router).toString(), site.yaml()));
    try {
      return new EngineProcess(new ProcessBuilder(command).redirectErrorStream(true).start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** Whatever this JVM has on its paths, and where this class came from. */
  private static String classPath() {
    URL here = EngineProcess.class.getResource("EngineProcess.class");
    try {
      Path file = here == null ? Path.of("") : Path.of(here.toURI());
      int packages = EngineProcess.class.getPackageName().split("\\.", -1).length;
      Path root = file;
      for (int i = 0; i <= packages; i++) {
        root = root.resolve("..");
      }
      return String.join(
          File.pathSeparator,
          root.normalize().toString(),
          System.getProperty("jdk.module.path", ""),
          System.getProperty("java.class.path", ""));
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Waits for a line that holds a text. */
  void await(String part) {
    Await.until(
        part, () -> String.join("\n", lines), all -> all.contains(part) || !process.isAlive());
    if (lines.stream().noneMatch(line -> line.contains(part))) {
      throw new AssertionError("never: " + part + "\n" + String.join("\n", lines));
    }
  }

  boolean said(String part) {
    return !lines(part).isEmpty();
  }

  /** The lines that hold a text. */
  List<String> lines(String part) {
    return lines.stream().filter(line -> line.contains(part)).toList();
  }

  /** Waits until a check is Healthy. */
  void awaitHealthy(String check) {
    String resource = "resource=HealthCheck/" + check;
    Await.until(
        check + " Healthy",
        () -> lines(resource),
        told -> !told.isEmpty() && told.getLast().matches(".*after=.*verdict=Healthy.*"));
  }

  /** Forgets what it said so far. */
  void forget() {
    lines.clear();
  }

  /** Has it stand still before a change of the kernel, counted from now. */
  void haltBefore(int change) {
    try {
      process.outputWriter(UTF_8).append("halt " + change + "\n").flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    await("understood");
  }

  /** Sends a signal by its name, such as STOP. */
  void signal(String name) {
    try {
      Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
      if (kill.waitFor() != 0) {
        throw new AssertionError("kill -" + name);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Waits for its end by itself. */
  void awaitEnd() {
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        throw new AssertionError("it does not end: " + lines);
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** SIGKILL, and its end. */
  @Override
  public void close() {
    process.destroyForcibly();
    awaitEnd();
  }
}
