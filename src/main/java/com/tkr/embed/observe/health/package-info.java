/** Whether the server lives and can embed, for MicroProfile Health and people. */
package com.tkr.embed.observe.health;
