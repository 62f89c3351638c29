<#-- META-INF/NOTICE: one line for each work of others, with its licences. -->
<#-- On the class path behind others, but in no bundle that ships. -->
<#assign unshipped = ["animal-sniffer-annotations", "org.osgi.namespace.extender", "osgi.cmpn"]/>
WTLS
This product is licensed under the Apache License, Version 2.0; see META-INF/LICENSE.

It contains the following works of others. Each keeps its own licence and notice, in its bundle
under bundles/, or for the Felix framework under META-INF/felix/.

<#list dependencyMap as entry>
<#assign project = entry.getKey()/>
<#if project.groupId != "wtls" && !unshipped?seq_contains(project.artifactId)>
${project.name} ${project.version} (${project.groupId}:${project.artifactId})
<#if (project.url!"") != "">
  ${project.url}
</#if>
<#list entry.getValue() as license>
  ${license}
</#list>
</#if>
</#list>
