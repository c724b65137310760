/** Spring's listeners over SQS. */
@NullMarked
package io.sluice.foreign.spring;

import org.jspecify.annotations.NullMarked;
