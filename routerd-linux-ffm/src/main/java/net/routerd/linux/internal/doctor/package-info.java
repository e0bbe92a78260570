/**
 * What this platform needs of its machine and process, looked at: privileges, kernel settings,
 * other programs that set routes. Reads files only, and changes nothing.
 */
@NullMarked
package net.routerd.linux.internal.doctor;

import org.jspecify.annotations.NullMarked;
