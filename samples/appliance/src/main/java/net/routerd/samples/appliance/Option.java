package net.routerd.samples.appliance;

import java.util.Arrays;
import java.util.Optional;

/** The options, in the order in which {@code --help} lists them. */
enum Option {
  CONFIG("--config", "PATH", "the configuration: a file, or a directory of *.yaml, *.yml, *.json"),
  CHECK("--check", "", "only check the configuration; one problem or warning a line"),
  BOUNDS(
      "--bounds", "", "only print how long each policy takes at worst to see a death and switch"),
  PLAN("--plan", "", "only say what would change in the kernel"),
  ONCE("--once", "", "run until everything is decided, print the status, leave the routes"),
  DOCTOR(
      "--doctor", "", "look at this machine: each line says fine, or the mend; needs no --config"),
  EXPLAIN("--explain", "", "with --once, print why each candidate is selected or not instead"),
  REPLAY(
      "--replay",
      "FILE",
      "print the decisions of a journal and why; needs neither --config nor this machine"),
  TIMEOUT("--timeout", "TIME", "how long --once waits at most, such as 1m30s (30s)"),
  ON_EXIT("--on-exit", "WHAT", "at the end, keep the routes or withdraw them (keep)"),
  STATUS("--status", "FILE", "keep the status of all resources in this file, as JSON"),
  EVENTS("--events", "-", "write what happens to standard output, one JSON object a line"),
  PUBLISH("--publish", "FILE", "follow this file: the status of leases and sessions, as JSON"),
  JOURNAL("--journal", "FILE", "record what is decided from, for --replay; up to 64 MiB"),
  PROTOCOL("--protocol", "N", "the number that marks the routes as ours, 5 to 255 (114)"),
  HELP("--help", "", "print this");

  private final String text;
  private final String value;
  private final String purpose;

  Option(String text, String value, String purpose) {
    this.text = text;
    this.value = value;
    this.purpose = purpose;
  }

  static Optional<Option> of(String text) {
    return Arrays.stream(values()).filter(option -> option.text.equals(text)).findFirst();
  }

  boolean takesValue() {
    return !value.isEmpty();
  }

  /** The word that stands for the value in {@code --help}. */
  String value() {
    return value;
  }

  String help() {
    return String.format("  %-16s  %s", text + " " + value, purpose);
  }

  @Override
  public String toString() {
    return text;
  }
}
