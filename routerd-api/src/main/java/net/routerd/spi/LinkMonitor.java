package net.routerd.spi;

import java.util.Map;
import net.routerd.model.link.Link;
import net.routerd.model.net.LinkName;

/** The machine's devices. */
public interface LinkMonitor {

  /**
   * Returns all devices with their addresses, as they are now. May be called from any thread.
   *
   * @return an immutable snapshot, by name
   */
  Map<LinkName, Link> current();
}
