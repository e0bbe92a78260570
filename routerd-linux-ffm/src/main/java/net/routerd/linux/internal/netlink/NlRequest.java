package net.routerd.linux.internal.netlink;

/**
 * A request before it has a number.
 *
 * @param type what is asked
 * @param flags {@code NLM_F_*} beside {@code NLM_F_REQUEST}, which is set by itself
 * @param body what follows the header
 */
@SuppressWarnings("ArrayRecordComponent") // built, sent and forgotten; never compared
public record NlRequest(int type, int flags, byte[] body) {

  int length() {
    return Nl.align(Nl.HEADER_BYTES + body.length);
  }
}
