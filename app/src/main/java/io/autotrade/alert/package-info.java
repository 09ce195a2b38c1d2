/** Carries alerts to where people look: webhooks and chats. Log and event bus have them anyhow. */
@NullMarked
package io.autotrade.alert;

import org.jspecify.annotations.NullMarked;
