package net.routerd.model;

/**
 * The type of a status field, so that a reference to it can be checked when it is loaded (REF-2).
 */
public enum StatusFieldType {
  /** Any text. */
  TEXT,
  /** A whole number. */
  INTEGER,
  /** The name of a network device. */
  DEVICE,
  /** An address. */
  ADDRESS,
  /** A list of addresses. */
  ADDRESS_LIST,
  /** A list of prefixes. */
  CIDR_LIST,
  /** One prefix. */
  CIDR,
  /** A duration. */
  DURATION
}
