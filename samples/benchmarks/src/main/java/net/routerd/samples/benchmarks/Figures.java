package net.routerd.samples.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** The repetitions of one run. */
final class Figures {

  private final List<Double> values = new ArrayList<>();

  void add(double value) {
    values.add(value);
  }

  void addAll(Figures other) {
    values.addAll(other.values);
  }

  double median() {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  double min() {
    return Collections.min(values);
  }

  double max() {
    return Collections.max(values);
  }

  boolean isEmpty() {
    return values.isEmpty();
  }

  /** Says median, least and greatest, such as {@code 590k/s (571k to 612k)}. */
  String say(Unit unit) {
    return unit.say(median()) + " (" + unit.say(min()) + " to " + unit.say(max()) + ")";
  }

  /** What the values count. */
  enum Unit {
    /** How many a second. */
    PER_SECOND {
      @Override
      String say(double value) {
        return scaled(value) + "/s";
      }
    },
    /** A time in nanoseconds. */
    NANOS {
      @Override
      String say(double value) {
        return value < 1e4
            ? number(value, "ns")
            : value < 1e7
                ? number(value / 1e3, "us")
                : value < 1e10 ? number(value / 1e6, "ms") : number(value / 1e9, "s");
      }
    },
    /** A number of bytes. */
    BYTES {
      @Override
      String say(double value) {
        return value < 1e4
            ? number(value, "B")
            : value < 1e7 ? number(value / 1024, "KiB") : number(value / 1024 / 1024, "MiB");
      }
    },
    /** A part of the whole. */
    PERCENT {
      @Override
      String say(double value) {
        return scaled(value * 100) + " %";
      }
    },
    /** A count, such as of packets. */
    COUNT {
      @Override
      String say(double value) {
        return scaled(value);
      }
    };

    abstract String say(double value);

    private static String scaled(double value) {
      return value >= 1e6
          ? number(value / 1e6, "M")
          : value >= 1e4 ? number(value / 1e3, "k") : number(value, "");
    }

    private static String number(double value, String unit) {
      String text =
          String.format(
              Locale.ROOT, value < 10 && value != Math.rint(value) ? "%.2f" : "%.0f", value);
      return unit.isEmpty() || unit.length() == 1 ? text + unit : text + " " + unit;
    }
  }
}
