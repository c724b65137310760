/** Rows that every tablet has, whatever lives on it. */
@NullMarked
package io.sluice.node.state.tablet;

import org.jspecify.annotations.NullMarked;
