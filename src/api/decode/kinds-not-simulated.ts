/** Kinds that a Kubernetes v1.36 has and readyz does not: whoever writes one has made no mistake, and is told so. */
export function isKindNotSimulated(apiVersion: string, kind: string): boolean {
  const group = apiVersion.split('/')[0] as string;
  return Object.hasOwn(kindsNotSimulated, group) && (kindsNotSimulated[group] as readonly string[]).includes(kind);
}

const kindsNotSimulated: Readonly<Record<string, readonly string[]>> = {
  'admissionregistration.k8s.io': [
    'ValidatingAdmissionPolicy',
    'ValidatingAdmissionPolicyBinding',
    'MutatingAdmissionPolicy',
    'MutatingAdmissionPolicyBinding',
    'ValidatingWebhookConfiguration',
    'MutatingWebhookConfiguration',
  ],
  'apiregistration.k8s.io': ['APIService'],
  'certificates.k8s.io': ['CertificateSigningRequest'],
  'flowcontrol.apiserver.k8s.io': ['FlowSchema', 'PriorityLevelConfiguration'],
  'networking.k8s.io': ['IPAddress', 'ServiceCIDR'],
  'resource.k8s.io': ['ResourceClaim', 'ResourceClaimTemplate', 'ResourceSlice', 'DeviceClass'],
  'storage.k8s.io': ['CSIStorageCapacity', 'VolumeAttributesClass'],
};
