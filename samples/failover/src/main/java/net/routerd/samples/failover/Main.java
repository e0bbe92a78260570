package net.routerd.samples.failover;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;
import net.routerd.api.RouterdException;
import net.routerd.model.RouterConfig;
import net.routerd.model.yaml.RouterYaml;
import net.routerd.spi.PlatformException;

/** Tells the story; exits with 0 only if all of it happened. */
final class Main {

  private Main() {}

  public static void main(String[] arguments) throws InterruptedException {
    PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, UTF_8);
    boolean real = arguments[0].equals("real");
    Path here = Path.of(arguments[1]);
    System.exit(tell(real, here, out) ? 0 : 1);
  }

  private static boolean tell(boolean real, Path here, PrintStream out)
      throws InterruptedException {
    try (Lab lab = real ? new NamespaceLab(here.resolve("lab")) : new FakeLab()) {
      RouterConfig config = RouterYaml.reader().read(here.resolve("router.yaml"));
      Timeline timeline = new Timeline(out, hasColours(), lab.now());
      timeline.line("One router, two ways out, on " + lab.name() + ":");
      timeline.line("  ds-lite   ds-routerd-test            weight 80, watched by tcp 1.1.1.1:443");
      timeline.line("  ix2215    ix2215 via 172.17.0.1      weight 50");
      new Story(lab, timeline, config).tell();
      timeline.line("");
      timeline.line("Everything happened as it should.");
      return true;
    } catch (Story.Failed | IOException | PlatformException | RouterdException e) {
      out.println("FAILED: " + e.getMessage());
      return false;
    }
  }

  private static boolean hasColours() {
    // Since 25 there is no console where there is no terminal; before, it says so itself.
    boolean terminal =
        Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    return terminal && System.getenv("NO_COLOR") == null;
  }
}
