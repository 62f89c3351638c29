/**
 * Drawing what passed between phone, gateway and origin as a message ladder, in the manner of WO
 * 00/02358, Fig. 4. Sees what the network sees: a protected record is shown as sealed.
 */
package wtls.launcher.ladder;
