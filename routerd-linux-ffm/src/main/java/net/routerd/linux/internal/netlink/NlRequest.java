package net.routerd.linux.internal.netlink;

import java.util.function.Consumer;

/**
 * A request before it has a number.
 *
 * @param type what is asked
 * @param flags {@code NLM_F_*} beside {@code NLM_F_REQUEST}, which is set by itself
 * @param body writes what follows the header, straight into the buffer that is sent
 */
public record NlRequest(int type, int flags, Consumer<NlWriter> body) {

  /**
   * Makes a request of bytes.
   *
   * @param type what is asked
   * @param flags {@code NLM_F_*} beside {@code NLM_F_REQUEST}, which is set by itself
   * @param body what follows the header
   */
  public NlRequest(int type, int flags, byte[] body) {
    this(type, flags, out -> out.bytes(body));
  }
}
