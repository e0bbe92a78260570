package net.routerd.spi;

/**
 * One thing that a platform looked at on its machine: it is fine, or there is a mend. Looking
 * changes nothing and needs no privilege.
 */
public sealed interface Diagnosis {

  /**
   * Returns what was looked at.
   *
   * @return a stable word in kebab case, such as {@code rp-filter}, for programs
   */
  String code();

  /**
   * Returns what was found.
   *
   * @return one sentence for a person
   */
  String text();

  /**
   * Nothing to do.
   *
   * @param code what was looked at
   * @param text what was found
   */
  record Fine(String code, String text) implements Diagnosis {
    @Override
    public String toString() {
      return "fine     " + code + ": " + text;
    }
  }

  /**
   * It works, but something is at risk, or a feature that needs more cannot be used.
   *
   * @param code what was looked at
   * @param text what was found, and what it costs
   * @param mend what to do about it
   */
  record Advice(String code, String text, String mend) implements Diagnosis {
    @Override
    public String toString() {
      return "advice   " + code + ": " + text + "; " + mend;
    }
  }

  /**
   * It does not work until it is mended.
   *
   * @param code what was looked at
   * @param text what was found
   * @param mend what to do about it
   */
  record Trouble(String code, String text, String mend) implements Diagnosis {
    @Override
    public String toString() {
      return "trouble  " + code + ": " + text + "; " + mend;
    }
  }
}
