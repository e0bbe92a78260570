package net.routerd.linux.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import net.routerd.linux.internal.netlink.DumpReader;
import net.routerd.linux.internal.netlink.NetlinkConversation;
import net.routerd.linux.internal.netlink.Nl;
import net.routerd.linux.internal.netlink.NlMessage;
import net.routerd.linux.internal.netlink.NlRequest;
import net.routerd.linux.internal.netlink.ScriptedKernel;
import net.routerd.linux.internal.rtnl.RtnlMessages;
import net.routerd.linux.internal.rtnl.Vectors;
import net.routerd.linux.internal.rtnl.route.RouteFilter;
import net.routerd.model.net.IpFamily;
import net.routerd.model.net.RouteTable;
import net.routerd.model.route.ObservedRoute;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists as the kernel answered them, with filters that it heeded, or did not know. */
@DisplayName("A list of routes holds what was asked for, and nothing else")
class RecordedListsTest {

  private static final String LENIENT = ", without strict checking";

  private final ScriptedKernel kernel = new ScriptedKernel();
  private final NetlinkConversation conversation = kernel.conversation();
  private final KernelReader reader = new KernelReader(new DumpReader(conversation));

  private void answer(NlMessage request, String command) {
    for (byte[] datagram : Vectors.command("list", command).notifications()) {
      ByteBuffer bytes = ByteBuffer.wrap(datagram.clone()).order(ByteOrder.nativeOrder());
      for (int at = 0; at < datagram.length; at += Nl.align(bytes.getInt(at))) {
        bytes.putInt(at + 8, request.header().sequence()).putInt(at + 12, ScriptedKernel.PORT);
      }
      kernel.reply(bytes.array());
    }
  }

  private static List<String> words(List<ObservedRoute> routes) {
    return routes.stream().map(ObservedRoute::toString).toList();
  }

  private static int family(NlMessage request) {
    return request.fixed(12, "struct rtmsg").get(request.body().position());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", LENIENT})
  @DisplayName("of a table, whether the kernel filtered (NLM_F_DUMP_FILTERED) or not")
  void aTable(String how) {
    kernel.script = all -> answer(all.getFirst(), "IPv4 table 70001" + how);

    Place place = new Place(IpFamily.IPV4, new RouteTable(70001));
    List<ObservedRoute> routes = reader.table(place, (key, by) -> true, LinkSnapshot.EMPTY);

    assertThat(words(routes))
        .containsExactly(
            "198.51.100.0/24 table 70001 via 10.0.0.2 dev if3 proto 114",
            "198.51.101.0/24 table 70001 via 10.0.0.2 dev if3 proto 77");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", LENIENT})
  @DisplayName("RT-1 of our protocol number, whether the kernel filtered or not")
  void ours(String how) {
    kernel.script =
        all ->
            answer(
                all.getFirst(),
                family(all.getFirst()) == 2 ? "IPv4 protocol 114" + how : "IPv6 protocol 114");

    assertThat(words(reader.ours(114, LinkSnapshot.EMPTY)))
        .containsExactly(
            "198.51.100.0/24 table 70001 via 10.0.0.2 dev if3 proto 114",
            "192.0.2.0/24 table main via 10.0.0.2 dev if3 proto 114",
            "2001:db8::/32 table main metric 1024 dev if3 proto 114");
  }

  @Test
  @DisplayName("also where the kernel does without a family, lists the others and says filtered")
  void aFamilyThatIsNotThere() {
    String without = "protocol 114 of a family that the kernel does without";
    kernel.script =
        all -> answer(all.getFirst(), family(all.getFirst()) == 2 ? "IPv4 protocol 114" : without);

    assertThat(words(reader.ours(114, LinkSnapshot.EMPTY)))
        .containsExactly(
            "198.51.100.0/24 table 70001 via 10.0.0.2 dev if3 proto 114",
            "192.0.2.0/24 table main via 10.0.0.2 dev if3 proto 114",
            "2001:db8::/32 table main metric 1024 dev if3 proto 114");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", LENIENT})
  @DisplayName("the end of a list tells whether the kernel filtered it")
  void theEndTells(String how) {
    kernel.script = all -> answer(all.getFirst(), "IPv4 table 70001" + how);

    NlRequest any = new NlRequest(RtnlMessages.GET_ROUTE, 0, RouteFilter.all(IpFamily.IPV4)::write);
    DumpReader.Listing<Integer> listing =
        new DumpReader(conversation).list("list routes", any, (at, out) -> out.accept(at.type()));

    assertThat(listing.filtered()).isEqualTo(how.isEmpty());
  }
}
