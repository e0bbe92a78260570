/** The strict YAML and JSON reader and writer. */
@NullMarked
package net.routerd.model.yaml;

import org.jspecify.annotations.NullMarked;
