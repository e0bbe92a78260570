package net.routerd.spi;

import net.routerd.model.route.RouteChange;

/** What became of one change. */
public sealed interface ApplyResult {

  /**
   * Returns the change.
   *
   * @return what was asked
   */
  RouteChange change();

  /**
   * The kernel acknowledged it; or it was to delete what is already gone.
   *
   * @param change what was asked
   */
  record Applied(RouteChange change) implements ApplyResult {}

  /**
   * The kernel refused it.
   *
   * @param change what was asked
   * @param errno the error number, such as 101
   * @param errnoName its name, such as {@code ENETUNREACH}
   * @param kernelText the kernel's own words (extended acknowledgement), or empty
   */
  record Refused(RouteChange change, int errno, String errnoName, String kernelText)
      implements ApplyResult {}

  /**
   * No answer came; the snapshot shows what is true.
   *
   * @param change what was asked
   */
  record Unknown(RouteChange change) implements ApplyResult {}
}
