/** Tests that hold the contracts to what was promised. */
@NullMarked
package io.sluice.proto;

import org.jspecify.annotations.NullMarked;
