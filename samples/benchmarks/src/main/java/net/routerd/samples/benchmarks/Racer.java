package net.routerd.samples.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import net.routerd.api.Routerd;

/**
 * Who takes part in the race: each has the first uplink preferred, watches its carrier, and asks
 * the gateway every 100 ms, three times, where it can. keepalived runs a script once a second at
 * most, so it asks by BFD, as BIRD does; the far side's BIRD answers both.
 */
enum Racer {
  /** ICMP, and the second way stands by in the kernel (RT-11). */
  ROUTERD("routerd", "", "") {
    @Override
    void start(Track track) throws IOException {
      track.near(Lab.java(Deciding.class));
    }
  },

  /** Static routes with {@code check link} and {@code bfd}. */
  BIRD("BIRD 2, check link and BFD", "bird", "apt-get install bird2") {
    @Override
    void start(Track track) throws IOException {
      answerBfd(track);
      Path config =
          write(
              track,
              "near.bird",
              """
              router id 172.17.0.2;
              protocol device { scan time 10; }
              protocol bfd { interface "wan0" { interval 100 ms; multiplier 3; }; }
              protocol kernel { ipv4 { export all; }; }
              protocol static upper {
                ipv4 { preference 200; };
                check link;
                route 0.0.0.0/0 via 172.17.0.1 bfd;
              }
              protocol static lower {
                ipv4 { preference 100; };
                check link;
                route 0.0.0.0/0 via 172.18.0.1;
              }
              """);
      track.near(bird(config));
    }
  },

  /** A VRRP instance that owns the preferred route, and is at fault where its uplink is. */
  KEEPALIVED(
      "keepalived, track_interface and track_bfd",
      "keepalived bird",
      "apt-get install keepalived bird2") {
    @Override
    void start(Track track) throws IOException {
      answerBfd(track);
      Path config =
          write(
              track,
              "keepalived.conf",
              """
              bfd_instance gateway {
                neighbor_ip 172.17.0.1
                source_ip 172.17.0.2
                min_rx 100
                min_tx 100
                multiplier 3
              }
              static_routes {
                0.0.0.0/0 via 172.18.0.1 dev wan1 metric 20
              }
              vrrp_instance first {
                state MASTER
                interface wan0
                virtual_router_id 1
                priority 255
                advert_int 1
                track_interface { wan0 }
                track_bfd { gateway }
                virtual_ipaddress { 192.0.2.1/32 dev lo }
                virtual_routes { 0.0.0.0/0 via 172.17.0.1 dev wan0 metric 10 }
              }
              """);
      String pid = config + ".pid";
      track.near(
          List.of(
              program("keepalived"),
              "-n",
              "-l",
              "-f",
              config.toString(),
              "-p",
              pid,
              "-r",
              pid + ".vrrp",
              "-b",
              pid + ".bfd"));
    }
  },

  /** Two defaults, and {@code ignore_routes_with_linkdown} as for all. */
  KERNEL("the kernel alone, two metrics", "", "") {
    @Override
    void start(Track track) {
      track.sh(
          """
          ip -n $near route add default via 172.17.0.1 metric 10
          ip -n $near route add default via 172.18.0.1 metric 20
          """);
    }
  };

  /** An engine in a JVM of its own. */
  static final class Deciding {

    private static final String YAML =
        Engine.yaml("100ms")
            .replace("timeout: 100ms", "timeout: 10ms")
            .replace("172.17.0.3", "172.17.0.1")
            .replace("  destination: 0.0.0.0/0", "  standby: true\n  destination: 0.0.0.0/0");

    private Deciding() {}

    /**
     * Runs until it is ended.
     *
     * @param arguments none
     * @throws Exception if the machine refuses
     */
    public static void main(String[] arguments) throws Exception {
      try (Routerd routerd = Engine.start(YAML, event -> {})) {
        if (!routerd.awaitDecided(Duration.ofSeconds(20))) {
          throw new IllegalStateException("nothing was decided");
        }
        Thread.currentThread().join();
      }
    }
  }

  private final String words;
  private final String programs;
  private final String how;

  Racer(String words, String programs, String how) {
    this.words = words;
    this.programs = programs;
    this.how = how;
  }

  String words() {
    return words;
  }

  boolean isInstalled() {
    return programs.isEmpty()
        || Stream.of(programs.split(" ", -1)).allMatch(name -> Lab.installed(name).isPresent());
  }

  /** Tells how to get it where it is missing. */
  String how() {
    return how;
  }

  /** Begins to look after a track, on which nothing runs yet. */
  abstract void start(Track track) throws IOException;

  private static void answerBfd(Track track) throws IOException {
    Path config =
        write(
            track,
            "far.bird",
            """
            router id 172.17.0.1;
            protocol device { }
            protocol bfd {
              interface "far0" { interval 100 ms; multiplier 3; };
              neighbor 172.17.0.2 dev "far0" local 172.17.0.1;
            }
            """);
    track.far(bird(config));
  }

  private static List<String> bird(Path config) {
    String socket = config + ".ctl";
    return List.of(program("bird"), "-f", "-c", config.toString(), "-s", socket);
  }

  private static Path write(Track track, String name, String text) throws IOException {
    Path file = track.lab().file(track.name() + "-" + name);
    file.toFile().deleteOnExit();
    return Files.writeString(file, text);
  }

  private static String program(String name) {
    return Lab.installed(name).orElseThrow().toString();
  }
}
