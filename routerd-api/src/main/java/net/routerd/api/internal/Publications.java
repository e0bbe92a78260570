package net.routerd.api.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import net.routerd.model.DurationText;
import net.routerd.model.ResourceRef;
import net.routerd.model.status.ExternalStatus;
import net.routerd.select.Published;
import net.routerd.spi.TimeSource;
import org.jspecify.annotations.Nullable;

/**
 * What the program publishes (RES-13), kept until there is a loop to tell: the first decision must
 * know it, or a restart would leave a leased path.
 */
final class Publications {

  private final Map<ResourceRef, ExternalStatus> early = new LinkedHashMap<>();
  private @Nullable ReconcileLoop loop;

  /** Tells a loop that makes one decision. */
  synchronized void tell(ReconcileLoop once) {
    early.forEach((resource, status) -> once.known(resource, stamp(status, once.time())));
  }

  /** Tells the loop that is starting, now and from now on. */
  synchronized void follow(ReconcileLoop starting) {
    tell(starting);
    early.clear();
    loop = starting;
  }

  synchronized void publish(ResourceRef resource, ExternalStatus status) {
    ReconcileLoop running = loop;
    if (running == null) {
      early.put(resource, status);
      return;
    }
    Published stamped = stamp(status, running.time());
    running.executor().execute(() -> running.publish(resource, stamped));
  }

  synchronized void unpublish(ResourceRef resource) {
    ReconcileLoop running = loop;
    if (running == null) {
      early.remove(resource);
    } else {
      running.executor().execute(() -> running.unpublish(resource));
    }
  }

  private static Published stamp(ExternalStatus published, TimeSource time) {
    Object expiresIn = published.fields().get("expiresIn");
    return new Published(
        published,
        expiresIn == null
            ? OptionalLong.empty()
            : OptionalLong.of(time.nanos() + DurationText.parse(expiresIn.toString()).toNanos()));
  }
}
