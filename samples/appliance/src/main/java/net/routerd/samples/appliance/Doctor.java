package net.routerd.samples.appliance;

import java.io.PrintStream;
import java.util.List;
import net.routerd.api.Routerd;
import net.routerd.spi.Diagnosis;

/** Looks at the machine and says of each thing that it is fine, or the mend. */
final class Doctor {

  private Doctor() {}

  /** Prints one thing a line; a trouble makes this an unusable platform (CLI-9). */
  static int examine(CommandLine line, PrintStream out) {
    List<Diagnosis> found = Routerd.builder().protocol(line.protocol()).diagnose();
    found.forEach(out::println);
    return found.stream().anyMatch(Diagnosis.Trouble.class::isInstance) ? Main.UNUSABLE : Main.DONE;
  }
}
