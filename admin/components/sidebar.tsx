/** The navigation: the group of the present page is open. */
import type { ReactElement } from 'react';
import { Navigation } from '@adminjs/design-system';
import { useNavigationResources, type ResourceJSON } from 'adminjs';

export function SidebarSection({ resources }: { resources: ResourceJSON[] }): ReactElement {
  const elements = useNavigationResources(resources).map((group) =>
    group.elements?.some((element) => element.isSelected) ? { ...group, isOpen: true } : group,
  );
  return <Navigation label="" elements={elements} />;
}
