package net.routerd.model.status;

/** The stable vocabulary of reasons and conditions. */
public enum Reason {
  /** It carries the traffic. */
  SELECTED("Selected"),
  /** It carries the traffic although its health is Unknown, for a bounded time (SEL-1). */
  HELD("Held"),
  /** No candidate is ready and none is held (SEL-6). */
  NO_READY_CANDIDATES("NoReadyCandidates"),
  /** It is ready; a heavier one carries the traffic. */
  LOWER_WEIGHT("LowerWeight"),
  /** It is ready; one of equal weight stands before it or is selected (SEL-2). */
  LATER_IN_LIST("LaterInList"),
  /** It is ready and heavier, and must stay so for a while (SEL-4). */
  HYSTERESIS("Hysteresis"),
  /** An operator pinned it (ENG-8). */
  PINNED("Pinned"),
  /** An operator pinned another candidate (ENG-8). */
  OTHER_PINNED("OtherPinned"),
  /** It is not enabled. */
  DISABLED("Disabled"),
  /** An operator drained it (ENG-8). */
  DRAINED("Drained"),
  /** Its source does not exist. */
  SOURCE_MISSING("SourceMissing"),
  /** Its source is not ready. */
  SOURCE_NOT_READY("SourceNotReady"),
  /** Its device has no value. */
  DEVICE_UNRESOLVED("DeviceUnresolved"),
  /** Its device does not exist. */
  DEVICE_MISSING("DeviceMissing"),
  /** Its device is down. */
  DEVICE_DOWN("DeviceDown"),
  /** Its gateway has no value. */
  GATEWAY_UNRESOLVED("GatewayUnresolved"),
  /** No connected prefix of its device holds its gateway (GW-4). */
  GATEWAY_UNREACHABLE("GatewayUnreachable"),
  /** Its check has no verdict. */
  HEALTH_CHECK_UNKNOWN("HealthCheckUnknown"),
  /** Its check is Unhealthy. */
  HEALTH_CHECK_UNHEALTHY("HealthCheckUnhealthy"),
  /** Its check is not enabled. */
  HEALTH_CHECK_DISABLED("HealthCheckDisabled"),
  /** Its check is pinned to another device (HC-6). */
  PATH_MISMATCH("PathMismatch"),
  /** The candidates that share the check resolve to different paths (HC-6). */
  PATH_AMBIGUOUS("PathAmbiguous"),
  /** The probe path is not in the kernel (PATH-2). */
  NO_PATH("NoPath"),
  /** No result for too long (HC-3). */
  PROBE_STALE("ProbeStale"),
  /** No result yet, or not enough. */
  NOT_PROBED_YET("NotProbedYet"),
  /** Nothing says where to probe from (HC-6). */
  NOT_PROBED("NotProbed"),
  /** Probes pass. */
  PASSING("Passing"),
  /** Probes fail. */
  FAILING("Failing"),
  /** The device was deleted and made again (HC-8). */
  DEVICE_RECREATED("DeviceRecreated"),
  /** A reload changed what is probed (HC-11). */
  CHECK_CHANGED("CheckChanged"),
  /** The path goes through another gateway than {@code via} (HC-7). */
  VIA_MISMATCH("ViaMismatch"),
  /** The device has no address of its own and rp_filter is on (PATH-3). */
  SOURCE_ADDRESS_BORROWED("SourceAddressBorrowed"),
  /** The kernel was read to hold it. */
  INSTALLED("Installed"),
  /** The kernel was not yet read to hold it. */
  INSTALLING("Installing"),
  /** A reference has no value. */
  REFERENCE_UNRESOLVED("ReferenceUnresolved"),
  /** A reference has no value and the last decided route stays (RT-14). */
  KEPT("Kept"),
  /** A reference has no value and the route is taken away (RT-14). */
  WITHDRAWN("Withdrawn"),
  /** A reference has no value and a blackhole stands in its place (RT-14). */
  BLACKHOLED("Blackholed"),
  /** A route that is not ours has the same key (RT-1). */
  CONFLICT("Conflict"),
  /** The kernel refused the change (RT-10). */
  REFUSED("Refused"),
  /** Another route or rule wins the kernel's lookup, or takes a share of it (STA-1). */
  SHADOWED("Shadowed"),
  /** The kernel goes on using a route whose device has no carrier, beside a standby (RT-11). */
  LINKDOWN_ROUTES_USED("LinkdownRoutesUsed"),
  /** No standby route stands beside the route (RT-11). */
  STANDBY_MISSING("StandbyMissing"),
  /** The kernel has no nexthop objects (RT-12). */
  NEXTHOP_OBJECTS_UNSUPPORTED("NexthopObjectsUnsupported"),
  /** A setting of the kernel makes nexthop objects as dear as single routes (RT-12). */
  NEXTHOP_COMPAT_MODE("NexthopCompatMode"),
  /** The route goes with its nexthop object when the device loses its carrier (RT-12). */
  NEXTHOP_OBJECT_FRAGILE("NexthopObjectFragile"),
  /** The routes are plain, as their nexthop object cannot be made or kept now (RT-12). */
  NEXTHOP_OBJECT_MISSING("NexthopObjectMissing"),
  /** Somebody keeps deleting or changing the route (RT-4). */
  OWNERSHIP_CONFLICT("OwnershipConflict"),
  /** The device is up. */
  LINK_UP("LinkUp");

  private final String text;

  Reason(String text) {
    this.text = text;
  }

  /**
   * Returns the stable word.
   *
   * @return such as {@code HealthCheckUnhealthy}
   */
  @Override
  public String toString() {
    return text;
  }
}
