package net.routerd.testkit;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.LinkName;

/**
 * The world beyond the machine's devices. It knows which gateways are alive behind which device,
 * and what answers through each of them. The next hop is the pair (gateway, device): equal gateways
 * behind two devices are two gateways (PATH-4). What a test says nothing about is silent.
 */
public final class FakeNetwork {

  private record NextHop(LinkName device, Optional<IpAddress> gateway) {}

  private final Map<NextHop, FakeGateway> gateways = new HashMap<>();
  private final Set<LinkName> proxies = new HashSet<>();

  FakeNetwork() {}

  /**
   * Returns the gateway behind a device; it is alive from the first mention on.
   *
   * @param device the device
   * @param address the gateway
   * @return the gateway
   */
  public FakeGateway gateway(String device, String address) {
    return at(new NextHop(new LinkName(device), Optional.of(IpAddress.parse(address))));
  }

  /**
   * Returns the other end of a point-to-point device, which needs no gateway.
   *
   * @param device the device
   * @return the other end
   */
  public FakeGateway pointToPoint(String device) {
    return at(new NextHop(new LinkName(device), Optional.empty()));
  }

  private FakeGateway at(NextHop hop) {
    return gateways.computeIfAbsent(hop, h -> new FakeGateway());
  }

  /**
   * Something on the device's link answers for every address, as a modem with proxy ARP does: what
   * is sent on-link passes although no gateway carried it (PATH-2).
   *
   * @param device the device
   */
  public void arpProxy(String device) {
    proxies.add(new LinkName(device));
  }

  FakeGateway.Answer answer(LinkName device, Optional<IpAddress> gateway, IpAddress target) {
    FakeGateway hop = gateways.get(new NextHop(device, gateway));
    FakeGateway.Answer answer = hop == null ? new FakeGateway.Answer.Silent() : hop.answer(target);
    boolean nobody = answer instanceof FakeGateway.Answer.Silent;
    return nobody && gateway.isEmpty() && proxies.contains(device)
        ? new FakeGateway.Answer.Passes(FakeGateway.NEAR)
        : answer;
  }
}
