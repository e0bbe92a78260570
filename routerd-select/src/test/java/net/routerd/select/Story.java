package net.routerd.select;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.routerd.model.RouterConfig;
import net.routerd.model.yaml.RouterYaml;

/**
 * A configuration and what happens, as one text that can be read, and pasted into a test: the
 * configuration's YAML, and after a line {@code # timeline} one line for each event.
 *
 * @param configuration the configuration at the start
 * @param timeline the events in their order; nothing is there before the first
 */
record Story(RouterConfig configuration, List<Event> timeline) {

  private static final String TIMELINE = "# timeline";
  private static final Set<String> DEFAULTS =
      Set.of(
          "enabled: true",
          "onlink: false",
          "standby: false",
          "metric: 0",
          "table: main",
          "type: unicast",
          "whenUnresolved: keep",
          "protocol: icmp",
          "daemon: routerd-healthcheck",
          "selection: highest-weight-ready");

  static Story parse(String text) {
    int at = text.indexOf(TIMELINE);
    RouterConfig configuration = ConfigText.read(text.substring(0, at));
    List<Event> timeline =
        text.substring(at + TIMELINE.length())
            .lines()
            .filter(line -> !line.isBlank())
            .map(Event::parse)
            .toList();
    timeline.stream()
        .filter(event -> !event.concerns(configuration))
        .forEach(
            event -> {
              throw new IllegalArgumentException(event + ": there is no such thing configured");
            });
    return new Story(configuration, timeline);
  }

  /** Plays it to its end while laws watch. */
  Play play(Law... laws) {
    Play play = new Play(configuration, laws);
    play.settle();
    List<String> past = new ArrayList<>();
    for (Event event : timeline) {
      past.add(event.toString());
      try {
        play.happen(event);
      } catch (AssertionError e) {
        throw new AssertionError(
            "at event " + past.size() + ", " + event + ": " + e.getMessage(), e);
      }
    }
    return play;
  }

  /** Leaves out what the reader takes when nothing is written. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("\n");
    RouterYaml.toYaml(configuration)
        .lines()
        .filter(line -> !DEFAULTS.contains(line.strip()))
        .forEach(line -> text.append(line).append('\n'));
    text.append(TIMELINE).append('\n');
    timeline.forEach(event -> text.append(event).append('\n'));
    return text.toString();
  }
}
