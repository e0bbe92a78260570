package net.routerd.model.yaml;

/**
 * How much a reader takes (RES-9).
 *
 * @param maxSourceBytes the most bytes of one source, 1 to 1 GiB
 * @param maxLineBytes the most bytes of one line, 1 or more
 * @param maxDepth the most levels of nesting, 1 to 256
 * @param maxResources the most resources of one configuration, 1 or more
 */
public record ReadLimits(int maxSourceBytes, int maxLineBytes, int maxDepth, int maxResources) {

  /** 4 MiB a source, 64 KiB a line, 32 levels, 100,000 resources. */
  public static final ReadLimits DEFAULT = new ReadLimits(4 << 20, 64 << 10, 32, 100_000);

  /** Checks the ranges. */
  public ReadLimits {
    if (maxSourceBytes < 1 || maxLineBytes < 1 || maxResources < 1) {
      throw new IllegalArgumentException("a limit is 1 or more");
    }
    if (maxSourceBytes > 1 << 30) {
      throw new IllegalArgumentException("a source has at most 1 GiB, not " + maxSourceBytes);
    }
    if (maxDepth < 1 || maxDepth > 256) {
      throw new IllegalArgumentException("a depth is 1 to 256, not " + maxDepth);
    }
  }
}
