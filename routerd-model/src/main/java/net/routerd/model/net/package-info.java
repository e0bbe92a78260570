/**
 * Addresses, prefixes, link names and table numbers: small values with a range check and a text
 * form.
 */
@NullMarked
package net.routerd.model.net;

import org.jspecify.annotations.NullMarked;
