/** Java Message Service over SQS, by AWS's own library. */
@NullMarked
package io.sluice.foreign.jms;

import org.jspecify.annotations.NullMarked;
