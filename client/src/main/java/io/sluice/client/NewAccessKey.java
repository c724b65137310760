package io.sluice.client;

/**
 * A key that was made just now.
 *
 * @param credentials with the secret, which nobody is told again
 */
public record NewAccessKey(AccessKeyInfo key, AccessCredentials credentials) {}
