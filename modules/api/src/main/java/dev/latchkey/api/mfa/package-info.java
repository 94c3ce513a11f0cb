/**
 * What can be asked of the mfa module: second factors, passkeys, recovery codes and trusted
 * devices.
 */
@NullMarked
package dev.latchkey.api.mfa;

import org.jspecify.annotations.NullMarked;
