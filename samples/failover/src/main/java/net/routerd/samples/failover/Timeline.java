package net.routerd.samples.failover;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Prints the story: when, who, what. Coloured on a terminal only. */
final class Timeline {

  /** Who speaks. */
  enum Voice {
    LAB(33),
    SEEN(36),
    WHY(90),
    DECIDED(32),
    KERNEL(34),
    TRAFFIC(35);

    private final int colour;

    Voice(int colour) {
      this.colour = colour;
    }
  }

  private final PrintStream out;
  private final boolean colours;
  private final Instant start;

  Timeline(PrintStream out, boolean colours, Instant start) {
    this.out = out;
    this.colours = colours;
    this.start = start;
  }

  synchronized void chapter(String title) {
    out.println();
    out.println(colours ? "\033[1m" + title + "\033[0m" : title);
  }

  synchronized void say(Instant at, Voice voice, String words) {
    String who = String.format("%-8s", voice.name().toLowerCase(Locale.ROOT));
    if (colours) {
      who = "\033[" + voice.colour + "m" + who + "\033[0m";
    }
    double seconds = Duration.between(start, at).toNanos() / 1e9;
    out.println(String.format(Locale.ROOT, "%9.3f  ", seconds) + who + " " + words);
  }

  synchronized void line(String words) {
    out.println(words);
  }
}
