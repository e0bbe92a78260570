package net.routerd.testkit;

import java.util.Map;
import net.routerd.model.link.Link;
import net.routerd.model.net.LinkName;
import net.routerd.spi.LinkMonitor;

/** The devices as they were last read. */
final class FakeLinkMonitor implements LinkMonitor {

  private final FakeLinks links;
  private volatile Map<LinkName, Link> snapshot = Map.of();

  FakeLinkMonitor(FakeLinks links) {
    this.links = links;
  }

  @Override
  public Map<LinkName, Link> current() {
    return snapshot;
  }

  void read() {
    snapshot = links.current();
  }

  boolean differs() {
    return !snapshot.equals(links.current());
  }
}
