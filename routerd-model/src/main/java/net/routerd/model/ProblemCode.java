package net.routerd.model;

/** The stable codes of {@link ConfigProblem#code()}; {@link #toString()} is the code. */
public enum ProblemCode {
  // The input as text (RES-8, RES-9)
  /** The input cannot be read from where it is. */
  CANNOT_READ("CannotRead"),
  /** The input is not UTF-8. */
  NOT_UTF8("NotUtf8"),
  /** The input holds a character that YAML and JSON do not allow. */
  ILLEGAL_CHARACTER("IllegalCharacter"),
  /** The input is longer than the limit. */
  SOURCE_TOO_LARGE("SourceTooLarge"),
  /** A line of the input is longer than the limit. */
  LINE_TOO_LONG("LineTooLong"),
  /** The input is nested deeper than the limit. */
  TOO_DEEP("TooDeep"),
  /** There are more resources than the limit. */
  TOO_MANY_RESOURCES("TooManyResources"),
  /** There is no resource at all. */
  NO_RESOURCES("NoResources"),
  /** The input is neither YAML nor JSON. */
  SYNTAX("Syntax"),
  /** A YAML anchor. */
  ANCHOR_NOT_ALLOWED("AnchorNotAllowed"),
  /** A YAML alias. */
  ALIAS_NOT_ALLOWED("AliasNotAllowed"),
  /** A YAML tag. */
  TAG_NOT_ALLOWED("TagNotAllowed"),
  /** A YAML merge key. */
  MERGE_KEY_NOT_ALLOWED("MergeKeyNotAllowed"),
  /** A YAML key that is not one plain text. */
  KEY_NOT_TEXT("KeyNotText"),

  // Shape (RES-1 to RES-6)
  /** A key that stands twice in one mapping. */
  DUPLICATE_KEY("DuplicateKey"),
  /** A field that there is not. */
  UNKNOWN_FIELD("UnknownField"),
  /** A required field that is not there. */
  MISSING_FIELD("MissingField"),
  /** A field without a value, or null. */
  EMPTY_VALUE("EmptyValue"),
  /** A list or mapping where one value is wanted, text where a number is wanted, and so on. */
  WRONG_TYPE("WrongType"),
  /** A status in the input; routerd writes it. */
  STATUS_NOT_ALLOWED("StatusNotAllowed"),
  /** Another apiVersion. */
  WRONG_API_VERSION("WrongApiVersion"),
  /** A kind that is neither routerd's nor registered. */
  UNKNOWN_KIND("UnknownKind"),
  /** A kind of former versions. */
  REPLACED_KIND("ReplacedKind"),
  /** A name that is no DNS-1123 subdomain. */
  ILLEGAL_NAME("IllegalName"),
  /** A second resource of one kind and name. */
  DUPLICATE_RESOURCE("DuplicateResource"),

  // Values (RES-10 to RES-12, KIND-1 to KIND-5, GW-1 to GW-3)
  /** A value of the right type that the field does not take. */
  INVALID_VALUE("InvalidValue"),
  /** A number or duration outside its range. */
  OUT_OF_RANGE("OutOfRange"),
  /** Not a duration. */
  INVALID_DURATION("InvalidDuration"),
  /** Not an address literal. */
  INVALID_ADDRESS("InvalidAddress"),
  /** Not a prefix, or one with host bits. */
  INVALID_PREFIX("InvalidPrefix"),
  /** Not a name that Linux takes for a device. */
  INVALID_DEVICE_NAME("InvalidDeviceName"),
  /** An address or prefix of the other family. */
  FAMILY_MISMATCH("FamilyMismatch"),
  /** A field that may not be set beside another one. */
  FIELD_NOT_ALLOWED("FieldNotAllowed"),
  /** A value that stands twice in a list. */
  DUPLICATE_VALUE("DuplicateValue"),
  /** A second candidate of one name in a policy. */
  DUPLICATE_CANDIDATE("DuplicateCandidate"),

  // References (REF-1 to REF-3, REF-7) and what else spans resources (HC-6, RT-11, RT-13)
  /** A reference that is malformed or not the whole value. */
  INVALID_REFERENCE("InvalidReference"),
  /** A resource that is named and not there. */
  UNKNOWN_RESOURCE("UnknownResource"),
  /** A status field that the kind does not publish. */
  UNKNOWN_STATUS_FIELD("UnknownStatusField"),
  /** A status field of a type that does not fit. */
  REFERENCE_TYPE_MISMATCH("ReferenceTypeMismatch"),
  /** Resources that refer to each other in a circle. */
  REFERENCE_CYCLE("ReferenceCycle"),
  /** Resources that refer to each other over more than 32 steps (REF-3). */
  REFERENCE_CHAIN_TOO_LONG("ReferenceChainTooLong"),
  /** A resource of a kind that cannot be the source of a candidate. */
  SOURCE_KIND_NOT_ALLOWED("SourceKindNotAllowed"),
  /** Candidates that share a check and go different ways (HC-6). */
  SHARED_CHECK_PATHS_DIFFER("SharedCheckPathsDiffer"),
  /** A check whose target is of another family than its policy (HC-6). */
  TARGET_FAMILY_MISMATCH("TargetFamilyMismatch"),
  /** A sourceInterface that several resources are named (HC-4). */
  AMBIGUOUS_SOURCE_INTERFACE("AmbiguousSourceInterface"),
  /** A route outside the destinations of its policy (REF-7). */
  DESTINATION_OUTSIDE_POLICY("DestinationOutsidePolicy"),
  /** Two routes with one table, destination and metric (RT-13). */
  DUPLICATE_ROUTE("DuplicateRoute"),
  /** A standbyMetric that another route has (RT-11). */
  STANDBY_METRIC_TAKEN("StandbyMetricTaken"),

  // Warnings: allowed, and probably not meant; what uses the configuration is not refused
  /**
   * No candidate names the check, so its verdict decides nothing; without {@code sourceInterface}
   * it is not even probed (HC-6).
   */
  CHECK_UNUSED("CheckUnused"),
  /**
   * The timeout is longer than nine tenths of the interval, also by default: a probe that is lost
   * may still be waited for when the next is due (HC-2), which then starts late, and the spread
   * that keeps the probes of many checks apart is gone.
   */
  TIMEOUT_NEAR_INTERVAL("TimeoutNearInterval"),
  /**
   * The target stands on the link of another device than the one that the check probes: what
   * answers there says nothing of the path that is meant. From the configuration alone: the target
   * is the gateway, written out, of a candidate by another device, and of none by the device of the
   * candidate that uses the check. With a machine to look at: a connected prefix of another device
   * holds the target, and none of the check's own device does; link-local targets are left out,
   * they stand on every link.
   */
  CHECK_OUTSIDE_PATH("CheckOutsidePath"),
  /**
   * Something of others refers to a nexthop object of ours, told of the machine and of no resource:
   * the object stays after its last use by us, as the kernel would take the other's route away with
   * it (RT-1).
   */
  NEXTHOP_OBJECT_USED_BY_OTHERS("NexthopObjectUsedByOthers"),
  /** Two enabled candidates of a policy have one weight: only their order decides (SEL-2). */
  WEIGHTS_TIE("WeightsTie"),
  /**
   * The hysteresis is longer than 10 minutes: that long a recovered, better candidate carries
   * nothing (SEL-4).
   */
  HYSTERESIS_OVER_10_MIN("HysteresisOver10Min"),
  /** A policy has fewer than two enabled candidates: there is nothing to choose from. */
  SINGLE_CANDIDATE("SingleCandidate"),
  /**
   * An enabled candidate has no check, and another enabled one of its policy has the same weight or
   * a lower one: when its path dies silently, with the link up, it is never left for the other.
   */
  NO_FALLBACK_WITHOUT_CHECK("NoFallbackWithoutCheck"),
  /**
   * No route refers to the policy, neither itself nor through other resources: its choice moves no
   * traffic, unless the embedding program acts on the status.
   */
  POLICY_UNUSED("PolicyUnused");

  private final String text;

  ProblemCode(String text) {
    this.text = text;
  }

  /**
   * Returns the code.
   *
   * @return such as {@code UnknownField}
   */
  @Override
  public String toString() {
    return text;
  }
}
