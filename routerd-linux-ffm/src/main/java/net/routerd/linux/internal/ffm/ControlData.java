package net.routerd.linux.internal.ffm;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Walks the control messages of a {@link Message}: {@code struct cmsghdr} is a length of 8 bytes,
 * level and type of 4, then the value; each begins at a multiple of 8 (cmsg(3), LP64). Of the
 * length the low 32 bits count: musl has an int and padding there.
 */
public final class ControlData {

  static final int HEADER = 16;
  static final int LEVEL = 8;
  static final int TYPE = 12;

  private ControlData() {}

  /**
   * Returns the value of the first control message of a level and type.
   *
   * @param control from position 0 to its limit, native byte order
   * @param level {@code SOL_*}
   * @param type the type
   * @return a view of the value in native byte order, with no bytes if there is no such message;
   *     what is malformed ends the walk
   */
  public static ByteBuffer find(ByteBuffer control, int level, int type) {
    int at = find(control, level, type, 0);
    return control
        .slice(Math.max(at, 0), at < 0 ? 0 : control.getInt(at - HEADER) - HEADER)
        .order(ByteOrder.nativeOrder());
  }

  /**
   * Returns where the value of the first control message of a level and type begins.
   *
   * @param control from position 0 to its limit, native byte order
   * @param level {@code SOL_*}
   * @param type the type
   * @param least how many bytes the value must have
   * @return the place in the control data; -1 if there is no such message, or a shorter one
   */
  public static int find(ByteBuffer control, int level, int type, int least) {
    int at = 0;
    while (at + HEADER <= control.limit()) {
      int length = control.getInt(at);
      if (length < HEADER || length > control.limit() - at) {
        break;
      }
      if (control.getInt(at + LEVEL) == level && control.getInt(at + TYPE) == type) {
        return length - HEADER < least ? -1 : at + HEADER;
      }
      at += length + 7 & ~7;
    }
    return -1;
  }
}
