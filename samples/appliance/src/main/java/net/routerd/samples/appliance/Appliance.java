package net.routerd.samples.appliance;

import java.io.PrintStream;
import net.routerd.api.EngineState;
import net.routerd.api.OnClose;
import net.routerd.api.Routerd;
import net.routerd.api.RouterdBuilder;
import net.routerd.api.RouterdEvent;
import net.routerd.api.journal.JournalSink;
import net.routerd.model.ConfigException;
import net.routerd.model.DurationText;
import net.routerd.model.EgressRoutePolicy;
import net.routerd.model.RouterConfig;
import net.routerd.model.status.StatusJson;
import net.routerd.select.explain.ExplanationTable;

/** What a firmware does with the engine: plan, decide once, or run. */
final class Appliance {

  private final CommandLine line;
  private final ConfigSource source;
  private final PrintStream out;
  private final PrintStream err;

  Appliance(CommandLine line, ConfigSource source, PrintStream out, PrintStream err) {
    this.line = line;
    this.source = source;
    this.out = out;
    this.err = err;
  }

  /** Says what would change, and changes nothing (CLI-4). */
  int plan() {
    RouterConfig config = source.read();
    try (Routerd routerd = builder(config).build();
        PublishFile publish = new PublishFile(line.publish(), config, routerd, err)) {
      publish.readNow();
      out.println(routerd.plan(config));
      return Main.DONE;
    }
  }

  /** Decides everything once, and leaves the routes (CLI-5). */
  int once() throws UsageException, InterruptedException {
    RouterConfig config = source.read();
    StatusFile statusFile = new StatusFile(line.status(), err);
    String answer;
    boolean decided;
    try (statusFile;
        Routerd routerd = builder(config).onClose(OnClose.KEEP).listener(statusFile).build();
        PublishFile publish = new PublishFile(line.publish(), config, routerd, err)) {
      start(routerd, publish, statusFile);
      decided = routerd.awaitDecided(line.timeout());
      if (routerd.state() == EngineState.BROKEN) {
        return Main.UNUSABLE;
      }
      answer = line.explain() ? explain(config, routerd) : StatusJson.write(routerd.status());
    }
    out.print(answer);
    if (!decided) {
      err.println(
          "appliance: not decided within "
              + DurationText.format(line.timeout())
              + "; the status says what is waited for (--timeout gives more time)");
    }
    return decided ? Main.DONE : Main.UNDECIDED;
  }

  private static String explain(RouterConfig config, Routerd routerd) {
    StringBuilder tables = new StringBuilder();
    for (EgressRoutePolicy policy : config.all(EgressRoutePolicy.class)) {
      tables.append(policy.ref()).append('\n');
      tables.append(ExplanationTable.text(routerd.explain(policy.metadata().name()))).append('\n');
    }
    return tables.toString();
  }

  /** Runs until it is told to end (CLI-6). */
  int run() throws UsageException, InterruptedException {
    // First of all: a SIGHUP that comes while the configuration is read must not end the JVM.
    Orders orders = Orders.fromSignals(err);
    RouterConfig config = source.read();
    StatusFile statusFile = new StatusFile(line.status(), err);
    try (statusFile;
        Routerd routerd =
            builder(config)
                .onClose(line.onExit())
                .listener(statusFile)
                .listener(event -> endWhenBroken(event, orders))
                .build();
        PublishFile publish = new PublishFile(line.publish(), config, routerd, err)) {
      start(routerd, publish, statusFile);
      while (true) {
        switch (orders.take()) {
          case RELOAD -> reload(routerd);
          case END -> {
            return Main.DONE;
          }
          case BROKEN -> {
            return Main.UNUSABLE;
          }
        }
      }
    }
  }

  private RouterdBuilder builder(RouterConfig config) {
    RouterdBuilder builder = Routerd.builder().configuration(config).protocol(line.protocol());
    line.journal().map(JournalSink::file).ifPresent(builder::journal);
    return line.events() ? builder.listener(new EventLines(out)) : builder;
  }

  /** What was published must be known to the first decision, or it would take a worse path. */
  private static void start(Routerd routerd, PublishFile publish, StatusFile statusFile) {
    publish.readNow();
    routerd.start();
    publish.follow();
    statusFile.follow(routerd::status);
  }

  /** Takes a new configuration, or none of it (RT-9). */
  private void reload(Routerd routerd) {
    try {
      routerd.reload(source.read());
    } catch (ConfigException e) {
      e.problems().forEach(err::println);
      err.println("appliance: reload refused; the running configuration goes on");
    }
  }

  /** A supervisor is to start a broken appliance again; its routes stay meanwhile (ENG-7). */
  private void endWhenBroken(RouterdEvent event, Orders orders) {
    if (event instanceof RouterdEvent.Broken broken) {
      err.println("appliance: the engine ended: " + broken.cause() + "; the routes stay");
      orders.give(Orders.Order.BROKEN);
    }
  }
}
