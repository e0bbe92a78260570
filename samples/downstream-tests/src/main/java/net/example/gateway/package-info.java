/** What is ours on the gateway. */
package net.example.gateway;
