package net.routerd.linux;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How the Linux platform is opened.
 *
 * @param networkNamespace the file of the network namespace that it works in, such as {@code
 *     /run/netns/wan}; empty for that of the thread that opens it
 */
public record LinuxOptions(Optional<Path> networkNamespace) {

  /** The network namespace of the thread that opens the platform. */
  public static final LinuxOptions DEFAULT = new LinuxOptions(Optional.empty());

  /**
   * Returns options for a network namespace (network_namespaces(7)). To enter it the process needs
   * CAP_SYS_ADMIN.
   *
   * @param file the namespace's file
   * @return the options
   */
  public static LinuxOptions inNetworkNamespace(Path file) {
    return new LinuxOptions(Optional.of(file));
  }
}
