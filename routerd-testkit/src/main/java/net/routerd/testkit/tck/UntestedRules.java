package net.routerd.testkit.tck;

import java.util.List;

/** What no kit can see from outside, with the reason. */
final class UntestedRules {

  static final List<UntestedRule> ALL =
      List.of(
          new UntestedRule(
              "RT-2 no packet is lost or misrouted while a route is replaced",
              "takes a stream of packets and a counter at both gateways"),
          new UntestedRule(
              "HC-4 no packet leaves before its socket is pinned, and none by another device",
              "takes a capture on every device; PIN-1 sees only whose answer counts"),
          new UntestedRule(
              "HC-10 a reply that is not the probe's own never passes it",
              "takes a target that forges replies"),
          new UntestedRule(
              "HC-9 what lies in the socket when the timeout is up still passes",
              "takes a platform whose thread can be held up"),
          new UntestedRule(
              "a change whose answer is lost is Unknown, and the snapshot is true again after it",
              "takes a kernel that loses answers"),
          new UntestedRule(
              "ENG-3 what is lost in an overrun of events is read again",
              "takes more changes than fit into the platform's buffer, whose size is its own"),
          new UntestedRule(
              "start fails with a PlatformException, and failed() is told, when the machine cannot"
                  + " be read",
              "takes a machine that refuses to be read"),
          new UntestedRule(
              "OBSERVE needs no privilege; CONTROL without one names the capability (ENG-5)",
              "a process cannot take its own privileges back once the rule is tried"),
          new UntestedRule(
              "PATH-3 the effective reverse path filter of a device is seen",
              "no world is asked to set it"),
          new UntestedRule(
              "ENG-2 a listener that blocks delays nothing",
              "an executor for tests may run listeners on the thread of the test"),
          new UntestedRule(
              "the engine's methods return at once, whatever the kernel takes",
              "a time limit in a test is a test of the machine that it runs on"));

  private UntestedRules() {}
}
