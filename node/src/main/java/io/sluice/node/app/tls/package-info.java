/** Certificates of a node: read from files, watched, and swapped while connections go on. */
@NullMarked
package io.sluice.node.app.tls;

import org.jspecify.annotations.NullMarked;
