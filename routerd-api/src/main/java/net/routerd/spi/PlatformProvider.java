package net.routerd.spi;

/**
 * Finds out whether a platform can be used here, and opens it. Discovered by {@link
 * java.util.ServiceLoader}; has a public constructor.
 */
public interface PlatformProvider {

  /**
   * Returns the platform's name, unique among providers.
   *
   * @return such as {@code linux}
   */
  String name();

  /**
   * Tells whether the platform can be used on this machine, by this process, without changing
   * anything.
   *
   * @return usable, or the reason why not and its mend
   */
  PlatformSupport support();

  /**
   * Opens the platform.
   *
   * @param options what the engine asks for
   * @return an open platform that has not been started
   * @throws PlatformException if it cannot be opened, such as for missing privileges or because
   *     another engine controls it (ENG-6)
   */
  Platform open(PlatformOptions options);
}
