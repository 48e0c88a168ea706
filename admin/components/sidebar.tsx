/** The navigation: the pages at the top, then the tables; the group of the present page is open. */
import type { ReactElement } from 'react';
import { Navigation } from '@adminjs/design-system';
import { useNavigationResources, useTranslation, ViewHelpers, type ReduxState, type ResourceJSON } from 'adminjs';
import { useSelector } from 'react-redux';
import { useLocation, useNavigate } from 'react-router-dom';

export function SidebarSection({ resources }: { resources: ResourceJSON[] }): ReactElement {
  const pages = useSelector((state: ReduxState) => state.pages);
  const { pathname } = useLocation();
  const navigate = useNavigate();
  const { translatePage } = useTranslation();
  const tops = pages.map(({ name, icon }: { name: string; icon?: unknown }) => {
    const href = new ViewHelpers().pageUrl(name);
    return {
      id: name,
      label: translatePage(name),
      ...(typeof icon === 'string' && { icon }),
      href,
      isSelected: pathname === href,
      onClick: (event: { preventDefault: () => void }) => {
        event.preventDefault();
        navigate(href);
      },
    };
  });
  const elements = useNavigationResources(resources).map((group) =>
    group.elements?.some((element) => element.isSelected) ? { ...group, isOpen: true } : group,
  );
  return <Navigation label="" elements={[...tops, ...elements]} />;
}

/** AdminJS's own place for pages, below the tables: ours stand at the top. */
export function NoPages(): null {
  return null;
}
