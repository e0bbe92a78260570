package net.routerd.model.link;

/**
 * The operational state of a device, RFC 2863 (linux/if.h, {@code IF_OPER_*}); the ordinal is the
 * kernel's number.
 */
public enum OperState {
  /** The driver does not tell, as for tun and many tunnels. */
  UNKNOWN,
  /** Some component, typically hardware, is missing. */
  NOT_PRESENT,
  /** Down. */
  DOWN,
  /** A device below this one is down. */
  LOWER_LAYER_DOWN,
  /** In a test mode. */
  TESTING,
  /** Waiting for an external event, such as 802.1X. */
  DORMANT,
  /** Ready to pass packets. */
  UP
}
