/**
 * What an appliance embeds: build a {@code Routerd}, start it, listen to it, reload it, close it.
 */
@NullMarked
package net.routerd.api;

import org.jspecify.annotations.NullMarked;
