package net.routerd.samples.appliance;

import java.io.PrintStream;
import java.util.Optional;
import net.routerd.api.RouterdEvent;
import net.routerd.api.RouterdListener;
import net.routerd.model.ResourceRef;
import net.routerd.model.status.Status;
import net.routerd.model.status.StatusJson;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes events as JSON, one object a line (CLI-7). Every object has {@code at} and {@code event};
 * fields without a value are left out.
 */
final class EventLines implements RouterdListener {

  private static final JsonMapper JSON = new JsonMapper();

  private final PrintStream out;

  EventLines(PrintStream out) {
    this.out = out;
  }

  @Override
  public void on(RouterdEvent event) {
    ObjectNode line = JSON.createObjectNode();
    line.put("at", event.at().toString());
    line.put("event", event.getClass().getSimpleName());
    switch (event) {
      case RouterdEvent.StatusChanged changed -> {
        line.put("resource", changed.resource().toString());
        putStatus(line, "before", changed.resource(), changed.before());
        putStatus(line, "after", changed.resource(), changed.after());
      }
      case RouterdEvent.Transition transition -> {
        line.put("policy", transition.policy());
        putWay(line, "from", transition.from());
        putWay(line, "to", transition.to());
        line.put("cause", transition.cause());
      }
      case RouterdEvent.ChangeApplied applied -> line.put("change", applied.change().toString());
      case RouterdEvent.ChangeRefused refused -> {
        line.put("change", refused.change().toString());
        line.put("answer", refused.answer());
      }
      case RouterdEvent.Reloaded reloaded -> line.put("resources", reloaded.resources());
      case RouterdEvent.Broken broken -> line.put("cause", broken.cause());
    }
    out.println(JSON.writeValueAsString(line));
  }

  private static void putStatus(
      ObjectNode line, String field, ResourceRef resource, Optional<Status> status) {
    status.ifPresent(there -> line.set(field, JSON.readTree(StatusJson.write(resource, there))));
  }

  private static void putWay(ObjectNode line, String field, Optional<RouterdEvent.Way> way) {
    way.ifPresent(
        there -> {
          ObjectNode node = line.putObject(field);
          node.put("candidate", there.candidate());
          node.put("device", there.device().toString());
          there.gateway().ifPresent(gateway -> node.put("gateway", gateway.toString()));
          there.sourceAddress().ifPresent(source -> node.put("sourceAddress", source.toString()));
        });
  }
}
